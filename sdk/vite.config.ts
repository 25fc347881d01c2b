// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vite'

const doors = ['index', 'kysely', 'express', 'fastify', 'hono']

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    minify: true,
    lib: {
      entry: Object.fromEntries(doors.map((door) => [door, `src/${door}.ts`])),
      formats: ['es'],
    },
  },
})
