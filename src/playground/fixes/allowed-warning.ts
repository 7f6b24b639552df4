import type { FixKind } from './fix.ts';

const REASON = 'say why this is fine here';

/** "Say why: allow: { MI0654: why }." The reason itself is for a person to write. */
export const allowedWarning: FixKind = ({ text, diagnostic: { code, hint } }) => {
  if (!hint.includes(`allow: { ${code}:`)) return [];
  const entry = `${code}: ${REASON}`;
  const flow = /^allow: *\{/m.exec(text);
  const block = /^allow:[^\S\n]*\n( +)/m.exec(text);
  const at = flow ? flow.index + flow[0].length : block ? block.index + block[0].length : text.length;
  const insert = flow ? ` ${entry},` : block ? `${entry}\n${block[1]}` : `${lineEnd(text)}allow: { ${entry} }\n`;
  return [{ label: 'Allow it, with a reason', edit: { from: at, to: at, insert } }];
};

const lineEnd = (text: string): string => (text === '' || text.endsWith('\n') ? '' : '\n');
