import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Example {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly lock: string;
}

/** Every manifest of examples/, with the lock beside it. */
export const examples: readonly Example[] = readdirSync('examples')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => {
    const name = file.slice(0, -'.yaml'.length);
    const lock = `examples/${name}.lock`;
    if (!existsSync(lock)) throw new Error(`${lock} is missing: compile examples/${file} and commit it`);
    return {
      name,
      path: `examples/${file}`,
      text: readFileSync(`examples/${file}`, 'utf8'),
      lock: readFileSync(lock, 'utf8'),
    };
  });

export function exampleNamed(name: string): Example {
  const found = examples.find((example) => example.name === name);
  if (!found) throw new Error(`there is no examples/${name}.yaml`);
  return found;
}
