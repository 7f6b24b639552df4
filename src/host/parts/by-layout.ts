import type { LayoutFacts } from '../../layouts/layout.ts';
import type { HostPlan } from '../host-plan.ts';
import type { Settings } from '../part.ts';

const layoutsOf = ({ networks }: Pick<HostPlan, 'networks'>): LayoutFacts[] => [
  ...new Set(networks.map(({ layout }) => layout)),
];

/** Lines of a script that depend on the layout: where a host's networks have several, by the variable LAYOUT. */
export function byLayout(plan: Pick<HostPlan, 'networks'>, lines: (scripts: LayoutFacts['scripts']) => string): string {
  const layouts = layoutsOf(plan);
  const [first] = layouts;
  if (first && layouts.length === 1) return lines(first.scripts);
  const cases = layouts.map(({ layout, scripts }) => {
    const text = lines(scripts).replace(/^(?=[^\n])/gm, '  ');
    return text === '' ? '' : `${layout})\n${text}  ;;\n`;
  });
  return `case $LAYOUT in\n${cases.join('')}esac\n`;
}

/** What that variable is for a network. */
export const layoutSettings = (plan: Pick<HostPlan, 'networks'>, { layout }: LayoutFacts): Settings =>
  layoutsOf(plan).length === 1 ? {} : { LAYOUT: layout };
