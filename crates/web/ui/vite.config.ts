// How the workbench is built: plain file names, so that what is embedded changes only where it does.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// While working on the pages: `RASHOMON=http://127.0.0.1:8420/?token=… npm run dev`.
const served = process.env.RASHOMON ? new URL(process.env.RASHOMON) : undefined;

export default defineConfig({
  plugins: [svelte()],
  // The program serves what is built below /static; while working, Vite serves all itself.
  base: process.argv.includes('build') ? '/static/' : '/',
  build: {
    outDir: '../assets',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: '[name][extname]',
      },
    },
  },
  server: {
    // Reviewed tables lie in `data/` at the top of the repository.
    fs: { allow: ['.', '../../../data'] },
    proxy: served && {
      '^/(api|events|event|claim|report|entity|source|search)': {
        target: served.origin,
        changeOrigin: true,
        headers: {
          authorization: `Bearer ${served.searchParams.get('token')}`,
          origin: served.origin,
        },
      },
    },
  },
  test: { include: ['tests/**/*.test.ts'] },
} as import('vite').UserConfig);
