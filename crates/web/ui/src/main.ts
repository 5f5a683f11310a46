// Starts the application in the one element of its page.
import { mount } from 'svelte';
import App from './App.svelte';
import './styles/app.css';

const target = document.getElementById('app');
if (target) mount(App, { target });
