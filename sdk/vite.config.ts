// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isolatedDeclarationSync } from 'rolldown/experimental'
import { defineConfig, type Plugin } from 'vite'

const doors = ['index', 'kysely', 'express', 'fastify', 'hono']
const source = join(import.meta.dirname, 'src')

/** Lays beside the doors the declarations of whatever they name, file by file; none of them reaches into core. */
const declarations: Plugin = {
  name: 'declarations',
  apply: 'build',
  generateBundle() {
    const files = doors.map((door) => `${door}.ts`)
    for (const file of files) {
      const { code, errors } = isolatedDeclarationSync(file, readFileSync(join(source, file), 'utf8'))
      if (errors.length > 0) throw new Error(`${file}: ${JSON.stringify(errors)}`)
      const named = [...code.matchAll(/from ["']\.\/([\w-]+\.ts)["']/g)].map(([, name]) => name as string)
      files.push(...named.filter((name) => !files.includes(name)))
      const declared = code.replaceAll(/(from ["']\.\/[\w-]+)\.ts(["'])/g, '$1.js$2')
      this.emitFile({ type: 'asset', fileName: file.replace(/\.ts$/, '.d.ts'), source: declared })
    }
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [declarations],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // What users bundle again is left as it is; this is loaded by Node and the edge as it stands.
    rolldownOptions: { output: { minify: true } },
    lib: {
      entry: Object.fromEntries(doors.map((door) => [door, join(source, `${door}.ts`)])),
      formats: ['es'],
    },
  },
})
