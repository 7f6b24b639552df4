import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** The program that shows a URL; undefined where there is no screen, and a browser would take the terminal. */
export function opener(platform: string, env: Environment): readonly [program: string, ...args: string[]] | undefined {
  if (env['BROWSER']) return [env['BROWSER']];
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}

/** Opens a URL in the person's browser. Where that fails, they have the URL. */
export function openBrowser(url: string, platform: string, env: Environment): void {
  const [program, ...args] = opener(platform, env) ?? [];
  if (program === undefined) return;
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
