import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

export default defineConfig({
  define: { MESHINIT_VERSION: JSON.stringify(version) },
  plugins: [
    {
      name: 'shell-as-text',
      transform: (code, id) => (id.endsWith('.sh') ? { code: `export default ${JSON.stringify(code)}`, map: null } : null),
    },
  ],
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000 },
});
