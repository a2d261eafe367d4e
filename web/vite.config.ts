import { defineConfig } from 'vite';

/** What the development page talks to. */
const server = process.env['TOCSIN_ORIGIN'] ?? 'http://127.0.0.1:8080';

/** Four files: what every page needs, the war room with its chat, the calendar of who is on call, and the rest. More would cost a phone round trips. The look of a page is
 *  imported by the page, and so comes with it. */
const room = /web\/src\/(war-room|chat|delivery|pages\/war-room|parts\/(rich-text|avatar|state-word|labels|way))/;
const shell =
  /node_modules|web\/src\/([a-z-]+\.tsx?$|state\/|shell\/(?![a-z]+-sheet)|pages\/not-found|parts\/(?!rich-text|avatar|state-word|labels|way|dialog|sortable|search-field|copy-button|until|duty-people))/;
const duty = /web\/src\/(oncall|pages\/oncall)/;
const isScript = (id: string): boolean => !id.endsWith('.css');
const groups = [
  { name: 'shell', priority: 3, test: (id: string) => shell.test(id) && isScript(id) },
  { name: 'room', priority: 2, test: room },
  { name: 'duty', priority: 2, test: duty },
  { name: 'rest', priority: 1, test: (id: string) => /web\/src\//.test(id) && !id.endsWith('all.css') },
];

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // `default-src 'self'` forbids data: addresses and inline scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: { '/api': server } },
});
