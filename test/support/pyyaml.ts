import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Python's yaml as cloud-init uses it: one process for as many documents as there are. */
export class PyYaml {
  private readonly child = spawn('python3', [fileURLToPath(new URL('pyyaml.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  private readonly answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();

  /** What it reads otherwise than was meant, or null. */
  differs(document: string, wanted: unknown): Promise<unknown> {
    return this.ask({ document, wanted });
  }

  /** What it reads. */
  read(document: string): Promise<unknown> {
    return this.ask({ document });
  }

  /** One question at a time. */
  private async ask(question: object): Promise<unknown> {
    this.child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error('python3 has ended');
    return JSON.parse(value);
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }
}
