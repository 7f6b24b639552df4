export { type Compilation, type CompileOptions, check, compile } from './compile.ts';
export type { Code, Diagnostic, Law, ManifestPath, Place, Related, Severity } from './diagnostics/diagnostic.ts';
export { type DiagnosticsFormat, formatDiagnostics } from './diagnostics/formats.ts';
export type { HostDocument } from './document/pack.ts';
export type { Packing } from './document/packing.ts';
export { laws } from './laws.ts';
export { manifestJsonSchema } from './manifest/json-schema.ts';
export type { Cluster, HostLink, Link, Membership, Mesh, MeshMtu, MeshTunnel, Node } from './mesh/mesh.ts';
export { type PlanReport, type PlanResult, plan } from './plan-report.ts';
