// Loaded into a process before all else: its call number FAIL_AT that changes a file fails, or, with FAIL_BY=kill, is
// never made, since the process is killed right before it.
const fs = require('node:fs');

const at = Number(process.env.FAIL_AT);
let calls = 0;

function counted(name, isChange = () => true) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (isChange(...args)) {
      calls += 1;
      if (calls === at && process.env.FAIL_BY === 'kill') {
        process.kill(process.pid, 'SIGKILL');
        // The signal may take a moment.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }
      if (calls === at) throw Object.assign(new Error(`${name} failed`), { code: 'EIO', syscall: name });
    }
    return real(...args);
  };
}

for (const name of [
  'renameSync',
  'linkSync',
  'rmSync',
  'rmdirSync',
  'mkdirSync',
  'chmodSync',
  'writeFileSync',
  'fsyncSync',
]) {
  counted(name);
}
counted('openSync', (_, flags) => typeof flags === 'string' && /[wa]/.test(flags));
// Not what is said to a person.
counted('writeSync', (descriptor) => descriptor > 2);
process.on('exit', () => {
  if (calls < at) process.exitCode = process.exitCode || 99;
});
