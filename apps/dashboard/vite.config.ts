import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const service = process.env['UNLATCH_URL'] ?? 'http://localhost:7070';

/**
 * The policy of the pages forbids scripts and styles within pages, and data: addresses of scripts.
 * So everything becomes a file. With `pnpm dev`, requests to the service go to the address in
 * `UNLATCH_URL`.
 */
export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: 'es2022',
  },
  // The sources of the contract need no build before.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/ui': service, '/docs': service } },
});
