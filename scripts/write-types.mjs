import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

/**
 * Writes index.d.ts, and the same as index.d.cts for require: the library's public types and what they are made of. They
 * name no other package, since nobody has those that the bundle contains.
 * @param scratch an empty directory, for the types of all modules
 */
export async function writeTypes(scratch, directory) {
  execFileSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', 'scripts/tsconfig.types.json', '--outDir', resolve(scratch)],
    { stdio: 'inherit' },
  );
  const bundle = await rolldown({
    input: join(scratch, 'index.d.ts'),
    plugins: [dts({ dtsOnly: true })],
    onLog(level, { message }) {
      throw new Error(`${level}: ${message}`);
    },
  });
  await bundle.write({ dir: directory, format: 'es' });
  copyFileSync(join(directory, 'index.d.ts'), join(directory, 'index.d.cts'));
}
