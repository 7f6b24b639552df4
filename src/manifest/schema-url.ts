/** Where the JSON Schema of manifest version 1 is published, with the playground. Manifests name it: it stays. */
export const SCHEMA_URL = 'https://meshinit.github.io/meshinit/cluster-1.schema.json';
