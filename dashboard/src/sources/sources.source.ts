import {
  routes,
  type CreatedKey,
  type DirectorySize,
  type Permission,
  type Probe,
  type ProbeInput,
  type ProbeView,
  type SourceView,
  type WorkspaceView,
} from '@rollcall/shared';
import { callApi } from '../access/api.source.js';

const probeAt = (id: string) => routes.putProbe.path.replace(':id', encodeURIComponent(id));

export const sourcesSource = {
  sources: () => callApi<SourceView[]>(routes.listSources.path),
  probes: () => callApi<ProbeView[]>(routes.listProbes.path),
  directory: () => callApi<DirectorySize>(routes.getDirectorySize.path),
  /** Asked of one's own workspace, from a page of the demo as well. */
  workspaces: () => callApi<WorkspaceView[]>(routes.listWorkspaces.path, { base: '' }),
  removeDemo: () =>
    callApi<{ removed: boolean }>(routes.removeDemo.path, { method: 'DELETE', base: '' }),
  putProbe: (id: string, body: ProbeInput) =>
    callApi<ProbeView>(probeAt(id), { method: 'PUT', body }),
  deleteProbe: (id: string) => callApi<Probe>(probeAt(id), { method: 'DELETE' }),
  makeKey: (name: string, permission: Permission) =>
    callApi<CreatedKey>(routes.createKey.path, {
      method: 'POST',
      body: { name, permissions: [permission] },
    }),
};

export type SourcesSource = typeof sourcesSource;
