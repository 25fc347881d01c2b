// SPDX-License-Identifier: Apache-2.0
import react from '@vitejs/plugin-react'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

// Where `npm start` serves the API while `vite console` serves the pages.
const server = process.env['YAKUSOKU_URL'] ?? 'http://127.0.0.1:8080'

/** Lays each text asset beside itself compressed, so that the server sends it so without work of its own. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  // Vite writes the addresses of what is preloaded into the chunks last; before that they do not run.
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/\.(?:js|css|svg)$/.test(fileName)) continue
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(bytes) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(bytes, { level: 9 }) })
      }
    },
  },
}

export default defineConfig({
  base: '/console/',
  plugins: [react(), compressed],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: { host: '127.0.0.1', proxy: { '/api': server } },
})
