import { describe, expect, test } from 'vitest';
import { hostName } from '../../src/init/known-host.ts';
import { sources } from '../../src/init/sources.ts';

test('names become host names', () => {
  expect(['Web_1.example.com', '-a-', 'ÄÖ1', 'x'.repeat(80)].map(hostName)).toEqual([
    'web-1-example-com',
    'a',
    '1',
    'x'.repeat(63),
  ]);
  expect(() => hostName('ÄÖ')).toThrow('contains no valid character for a host’s name');
});

describe('a CSV file', () => {
  const read = (text: string) => sources.csv(text).hosts;

  test('has names, addresses, and what else is known, in any order of columns', () => {
    expect(read('Address, name ,site,owner,os\n10.0.0.11,web1,a,me,debian-13\n\n"fd00::1",web2,,,\n')).toEqual([
      { name: 'web1', address: '10.0.0.11', os: 'debian-13', site: 'a' },
      { name: 'web2', address: 'fd00::1' },
    ]);
    expect(read('\uFEFFname,address\r\nweb1,10.0.0.11\r\n')).toEqual([{ name: 'web1', address: '10.0.0.11' }]);
  });

  test('says which columns it passes over', () => {
    expect(sources.csv('name,address,role,\u001b[2J\nweb1,10.0.0.11,db,\n').passedOver).toEqual([
      { line: 1, what: expect.stringMatching(/^column 'role': known columns: name, address/) },
      { line: 1, what: expect.stringMatching(/^column ' \[2j'/) },
    ]);
  });

  test('takes keys of objects as the texts that they are', () => {
    expect(read('name,address,__proto__,constructor\n__proto__,10.0.0.1,x,y\n')).toEqual([
      { name: 'proto', address: '10.0.0.1' },
    ]);
  });

  test.each([
    ['name,address,name\na,10.0.0.1,b\n', 'line 1 has the column name twice'],
    ['host,ip\na,10.0.0.1\n', 'line 1 has no column name and no address'],
    ['name,ip\na,10.0.0.1\n', 'line 1 has no column address; known columns: name, address, os'],
    ['name,address\na,\n', 'line 2 has no address'],
    ['name,address\na,10.0.0.1\n,10.0.0.2\n', 'line 3 has no name'],
    ['name,address\na,10.0.0.1,x\n', 'line 2'],
    ['name,address\n"a,10.0.0.1\n', 'line'],
    ['', 'line 1 has no column'],
  ])('%j is told what is wrong with it', (text, why) => {
    expect(() => read(text)).toThrow(why);
  });
});

describe('Terraform’s outputs', () => {
  const read = (outputs: unknown) => sources['terraform-output'](JSON.stringify(outputs)).hosts;
  const two = [
    { name: 'web1', address: '10.0.0.11' },
    { name: 'web2', address: '10.0.0.12' },
  ];

  test('are a map of addresses, of resources, or a list of resources', () => {
    expect(
      read({ ips: { value: { web1: '10.0.0.11', web2: '10.0.0.12' }, type: [] }, region: { value: 'fsn1' } }),
    ).toEqual(two);
    expect(
      read({
        servers: { value: { web1: { ip: '10.0.0.11' }, web2: { public_ip: '198.51.100.2', private_ip: '10.0.0.12' } } },
      }),
    ).toEqual(two);
    expect(
      read({
        s: {
          value: [
            { name: 'web1', ipv4_address: '10.0.0.11' },
            { name: 'web2', address: '10.0.0.12' },
          ],
        },
      }),
    ).toEqual(two);
  });

  test('of several the one named hosts is taken', () => {
    const a = { value: { web1: '10.0.0.11', web2: '10.0.0.12' } };
    expect(read({ hosts: a, others: { value: { x: '10.0.0.13' } } })).toEqual(two);
    expect(() => read({ a, b: a })).toThrow("several outputs contain hosts: 'a', 'b'; name one of them 'hosts'");
    const { passedOver } = sources['terraform-output'](
      JSON.stringify({ region: { value: 'fsn1' }, hosts: a, others: a }),
    );
    expect(passedOver).toEqual([
      { line: undefined, what: "output 'region': it is not a map of hosts" },
      { line: undefined, what: "output 'others': another output is named 'hosts'" },
    ]);
  });

  test.each([
    ['no JSON', 'it is not JSON'],
    ['[]', 'it is not a map of outputs'],
    ['{}', 'no output maps host names to addresses'],
    ['{"a":{"value":{"web1":"10.0.0.11","web2":null}}}', 'no output maps host names'],
    ['{"a":{"value":{"web1":{"id":7}}}}', 'no output maps host names'],
  ])('%s is told what is wrong with it', (text, why) => {
    expect(() => sources['terraform-output'](text)).toThrow(why);
  });
});
