import type { Terminal } from '../terminal.ts';

type Environment = Terminal['env'];

/** An environment that notes what is asked of it. */
export class NotedEnvironment {
  readonly env: Environment;
  /** Names of variables that somebody asked for, set or not. */
  readonly asked = new Set<string>();
  /** Whether somebody asked for all names. */
  isWholeAsked = false;

  constructor(env: Environment) {
    const note = (name: string | symbol): void => {
      if (typeof name === 'string') this.asked.add(name);
    };
    this.env = new Proxy(env, {
      get(target, name) {
        note(name);
        return Reflect.get(target, name);
      },
      has(target, name) {
        note(name);
        return Reflect.has(target, name);
      },
      getOwnPropertyDescriptor(target, name) {
        note(name);
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      ownKeys: (target) => {
        this.isWholeAsked = true;
        return Reflect.ownKeys(target);
      },
    });
  }
}
