/**
 * Top-level domains of the public DNS that people also use as names of hosts and of private networks, beside those of two
 * letters, which are all countries' (IANA's root zone, November 2026).
 */
const GENERIC: ReadonlySet<string> = new Set(
  `academy agency app art bar beer bike biz blog bot box build cab cafe cam camp center chat city cloud club codes coffee
  com computer cool date day dev digital dog edu email energy engineering expert express farm fun game games gov green
  group guide guru host hosting house inc info ink int kitchen land law legal link live love market media men mil mobi
  moe monster name net network news ninja one online onl org page party plus post pro pub red rest run science search secure
  security services shop show site social software solutions space storage store stream studio support systems
  team tech technology tools top training tube video website wiki win work works world xyz zip zone`.split(/\s+/),
);

/** Whether names below a label are somebody's in the public DNS. */
export const isPublicTop = (label: string): boolean => /^[a-z]{2}$/.test(label) || GENERIC.has(label);
