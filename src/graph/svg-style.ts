/** Follows the viewer's light or dark mode; contrasts are those of WCAG AA or better in both. */
export const STYLE = `
  svg { --paper: #ffffff; --ink: #1b2733; --soft: #566879; --card: #f3f6f9; --edge: #b9c6d2; --link: #2f6fb0; --kept: #b26a12; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0f151b; --ink: #e7edf3; --soft: #9fb0c0; --card: #1a232c; --edge: #3a4a59; --link: #6db1f2; --kept: #e0a24c; }
  }
  .paper { fill: var(--paper); }
  text { font: 13px system-ui, sans-serif; fill: var(--ink); }
  .title { font-size: 18px; font-weight: 600; }
  .soft { fill: var(--soft); font-size: 12px; }
  .name { font-weight: 600; }
  .place { fill: var(--soft); font-weight: 600; }
  .card { fill: var(--card); stroke: var(--edge); }
  .link { fill: none; stroke: var(--link); }
  .kept { fill: none; stroke: var(--kept); stroke-dasharray: 5 4; }
  .port { font-size: 11px; fill: var(--soft); stroke: var(--paper); stroke-width: 4px; paint-order: stroke; }
  .dot { fill: var(--link); }
  .site { fill: var(--edge); }
`;
