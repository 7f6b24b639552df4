import { join } from 'node:path';
import { UsageError } from '../../edge/errors.ts';
import { type Command, givenOptions, manifestArgument } from '../command.ts';
import { readManifest } from '../read-manifest.ts';

export const playCommand: Command = {
  name: 'play',
  does: 'Edit the manifest in a browser, with its mesh, plan and documents beside it',
  details: [
    'Serves the playground page on loopback, with the manifest loaded, and opens it in the browser. Standard output gets its URL, which holds a random token: without it, nobody can read or write the manifest. Everything is compiled in the page; nothing is sent to another machine. The page saves on command only, in one step, and never over a file that has changed in the meantime without asking. It reads the lock file and what the manifest includes, but writes only the manifest: run compile to write documents and the lock. Press Ctrl+C to stop.',
  ],
  seeAlso: ['docs/playground.md', 'meshinit compile'],
  takes: [manifestArgument],
  options: [
    ...givenOptions,
    { flags: '--port <number>', does: 'The port on 127.0.0.1 (default: a free one)' },
    { flags: '--no-open', does: 'Print the URL, and open no browser' },
  ],
  examples: [
    'play',
    'play cluster.yaml --no-open',
    'play cluster.yaml --port 8080',
    'play prod.yaml --values secrets.yaml',
  ],
  async run(options, terminal) {
    const file = readManifest(options, terminal, 'play PATH');
    if (file.lockPath === undefined) {
      throw new UsageError(`${file.name} is not a file that can be saved`, 'Pass the path of a file.');
    }
    const { servePlayground } = await import('../play/serve.ts');
    const directory = join(terminal.programDirectory, 'playground');
    const { url, close } = await servePlayground({ directory, project: file, port: options.port });
    terminal.out(`${url}\n`);
    if (!options.noOpen) terminal.browse(url);
    return terminal.untilEnded(() => {
      terminal.error(`serving ${file.name}; press Ctrl+C to stop\n`);
      return close;
    });
  },
};
