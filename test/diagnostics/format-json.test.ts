import { expect, test } from 'vitest';
import { print, twinAddress, twins } from './sample.ts';

test('json has the fields of the contract and no more', () => {
  expect(print('json', [twinAddress], { text: twins })).toBe(`[
  {
    "code": "MI0401",
    "severity": "error",
    "message": "hosts.host2 and hosts.host1 have the same address 10.0.0.11",
    "file": "mesh.yaml",
    "path": [
      "hosts",
      "host2",
      "address"
    ],
    "line": 5,
    "column": 21,
    "related": [
      {
        "message": "hosts.host1 has it first",
        "line": 4,
        "column": 21
      }
    ],
    "hint": "Each host needs its own address."
  }
]
`);
});

test('json keeps every diagnostic, in the given order', () => {
  const many = Array.from({ length: 250 }, (_, index) => ({ ...twinAddress, line: index + 1 }));
  const lines = JSON.parse(print('json', many)).map(({ line }: { line: number }) => line);
  expect(lines).toEqual(many.map(({ line }) => line));
});

test('json stays readable with half a surrogate pair and control characters', () => {
  const message = 'a\ud800\u001b"\n';
  expect(JSON.parse(print('json', [{ ...twinAddress, message }]))[0].message).toBe(message);
});
