import { readText } from '../edge/manifest-file.ts';
import type { Given } from '../edge/project-files.ts';
import { settingsOf } from '../edge/settings.ts';
import type { Environment, Inputs } from './inputs.ts';
import { refuseOutside } from './refuse-links.ts';

/** Variables that the runner gives every step, tokens among them: a manifest of a pull request must not name them. */
const RUNNERS = /^(?:GITHUB|INPUT|ACTIONS|RUNNER|STATE)_/;

/** What the inputs and the step's environment give every manifest. */
export function givenOf({ values, set }: Pick<Inputs, 'values' | 'set'>, env: Environment): Given {
  const own = Object.entries(env).filter(([name]) => !RUNNERS.test(name));
  return { env: Object.fromEntries(own), set: settingsOf(set, 'set'), ...valuesOf(values) };
}

function valuesOf(given: string | undefined): Pick<Given, 'values' | 'valuesName'> {
  if (given === undefined) return {};
  // A map has a colon that something or nothing follows; no usual path has.
  if (/:\s|:$|^\{/m.test(given)) return { values: given, valuesName: 'the input values' };
  refuseOutside('values', given);
  return { values: readText(given), valuesName: given };
}
