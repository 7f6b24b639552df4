import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Report } from '../../diagnostics/reporter.ts';
import type { ComposeFile, ComposeService } from '../../manifest/compose.ts';
import { onHost } from '../../manifest/compose-files.ts';
import { isRecord } from '../../manifest/wording.ts';
import { isWritten, writtenOn } from '../../manifest/written-files.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

const web = (what: string): string => `{ services: { web: { ${what}, networks: [mesh] } } }`;

export const composeSources = {
  law: {
    code: 'MI0452',
    severity: 'error',
    title: 'Each service of Compose needs an image that its host can get.',
    explanation:
      'The Compose file alone goes to the host. `build` with a directory beside it, `extends` with another file and `include` would find nothing there: build the image elsewhere and name it. A `build` from a git repository, of absolute paths, or with `dockerfile_inline` and no context is fine, and so is what `write_files` puts below /srv/compose, where relative paths begin.',
    wrong: composed(web('build: .')),
    right: composed(web("image: 'nginx:1.27'")),
  },
  check({ manifest, isBroken, report }) {
    for (const file of manifest.compose) {
      const written = writtenOn(file.host, manifest);
      const isThere: IsThere = (text) => /^\//.test(text) || isWritten(written, onHost(text));
      for (const fault of faultsOf(file, isThere)) if (!isBroken(fault.path)) report(fault);
    }
  },
} as const satisfies Rule;

type IsThere = (path: string) => boolean;

function faultsOf(file: ComposeFile, isThere: IsThere): Report[] {
  const { include, services } = file.value;
  const included = (Array.isArray(include) ? include : []).flatMap((item: unknown, index) => {
    const paths = [isRecord(item) ? item['path'] : item].flat();
    return paths.flatMap((path) => absent(path, [...file.path, 'include', index], 'include', isThere));
  });
  const none =
    isRecord(services) && Object.keys(services).length > 0
      ? []
      : [{ path: file.path, message: 'the Compose file has no services', hint: 'Nothing would run of it.' }];
  return [...none, ...included, ...file.services.flatMap((service) => ofService(service, isThere))];
}

function ofService({ name, path, image, value }: ComposeService, isThere: IsThere): Report[] {
  const { build, extends: base, provider } = value;
  const other = isRecord(base) ? base['file'] : undefined;
  const extended = absent(other, [...path, 'extends', 'file'], 'extends', isThere);
  if (build !== undefined) return [...extended, ...ofBuild(build, [...path, 'build'], isThere)];
  if (image !== undefined || base !== undefined || provider !== undefined) return extended;
  return [{ path, at: 'key', message: `service ${quoted(name)} names no image`, hint: 'Write image: NAME:TAG' }];
}

function ofBuild(build: unknown, path: ManifestPath, isThere: IsThere): Report[] {
  const { context, dockerfile_inline: inline } = isRecord(build) ? build : { context: build };
  const isNothing = context === undefined || context === '.';
  if (isNothing && inline !== undefined) return [];
  const at = isRecord(build) && context !== undefined ? [...path, 'context'] : path;
  return absent(context ?? '.', at, 'build', isThere);
}

/** `https://…`, `git@host:…`, `docker-image://…` and what is filled in there are no paths. */
const absent = (text: unknown, path: ManifestPath, key: string, isThere: IsThere): Report[] =>
  typeof text !== 'string' || /:\/\/|^\w+@|^\$|^oci:|^git:|^github\.com\//.test(text) || isThere(text)
    ? []
    : [
        {
          path,
          message: `${key} needs ${quoted(text)}, which is not on the host: the Compose file alone goes there`,
          hint:
            key === 'build'
              ? 'Build the image elsewhere and name it: image: NAME:TAG'
              : `Write what is in it here, or put it at ${onHost(text)} with cloud_config.write_files.`,
        },
      ];
