import { expect, test } from 'vitest';
import { print, sampleDiagnostic, twinAddress, twins } from './sample.ts';

const law = {
  code: 'MI0401',
  severity: 'error',
  title: 'Two hosts never have one address: not one, never.',
  explanation: '',
  wrong: '',
  right: '',
} as const;

test('a diagnostic is one workflow command with its related places and hint in the message', () => {
  expect(print('github', [twinAddress], { text: twins })).toBe(
    '::error file=mesh.yaml,line=5,col=21,endColumn=30,title=MI0401::' +
      'hosts.host2 and hosts.host1 have the same address 10.0.0.11%0A' +
      'mesh.yaml:4:21: hosts.host1 has it first%0A' +
      'hint: Each host needs its own address.\n',
  );
});

test('the title comes from the law, escaped as a property', () => {
  expect(print('github', [sampleDiagnostic({ line: 1, column: 1, length: 1 })], { laws: [law] })).toBe(
    '::error file=mesh.yaml,line=1,col=1,endColumn=2,' +
      'title=MI0401%3A Two hosts never have one address%3A not one%2C never.::it is wrong\n',
  );
});

test('a warning is a warning', () => {
  expect(print('github', [{ ...twinAddress, severity: 'warning' }])).toMatch(/^::warning file=/);
});

test('a property escapes percent, line ends, colon and comma; the message only the first two', () => {
  const diagnostic = sampleDiagnostic({ line: 2, column: 3, length: 4 }, { message: '100%, a: b\r\n::error::no' });
  expect(print('github', [diagnostic], { file: 'C:\\a,b%\r\n.yaml' })).toBe(
    '::error file=C%3A\\a%2Cb%25%0D%0A.yaml,line=2,col=3,endColumn=7,title=MI0401::100%25, a: b%0D%0A::error::no\n',
  );
});

test('each command stands on a line of its own', () => {
  const lines = print('github', [twinAddress, twinAddress, twinAddress], { text: twins }).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines.slice(0, 3).every((line) => line.startsWith('::error '))).toBe(true);
});
