// Every page: its first part of the path, its name, its key, what shows it.
import type { Component } from 'svelte';
import Coding from './Coding.svelte';
import Entities from './Entities.svelte';
import Entity from './Entity.svelte';
import Event from './Event.svelte';
import Overview from './Overview.svelte';
import Report from './Report.svelte';
import Reports from './Reports.svelte';
import Review from './Review.svelte';
import Search from './Search.svelte';
import Source from './Source.svelte';
import Sources from './Sources.svelte';

export interface Page {
  at: string;
  label: string;
  key?: string;
  listed: boolean;
  shows: Component<{ argument: string }>;
}

export const pages: Page[] = [
  { at: '', label: 'Overview', key: 'o', listed: true, shows: Overview },
  { at: 'review', label: 'Review', key: 'r', listed: true, shows: Review },
  { at: 'coding', label: 'Coding', key: 'c', listed: true, shows: Coding },
  { at: 'reports', label: 'Reports', key: 't', listed: true, shows: Reports },
  { at: 'entities', label: 'Names', key: 'n', listed: true, shows: Entities },
  { at: 'sources', label: 'Sources', key: 's', listed: true, shows: Sources },
  { at: 'search', label: 'Search', listed: false, shows: Search },
  { at: 'event', label: 'Event', listed: false, shows: Event },
  { at: 'report', label: 'Report', listed: false, shows: Report },
  { at: 'entity', label: 'Name', listed: false, shows: Entity },
  { at: 'source', label: 'Source', listed: false, shows: Source },
];
