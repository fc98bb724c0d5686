import type { Urn } from './urn.js';

/**
 * The one project that a workspace has, which owns everything in it. Its id follows from that of
 * the workspace, so it is stored nowhere.
 */
export function projectIdOf(workspaceId: string): string {
  return `proj_${workspaceId.replace(/^ws_/, '')}`;
}

/**
 * The same URN with `*` in place of the project of its workspace. With one project, both are the
 * same right. The id of another project stays, and so grants nothing.
 */
export function withoutProject(urn: Urn): Urn {
  const [place, project, ...rest] = urn.segments;
  if (place !== 'projects' || project !== projectIdOf(urn.workspaceId)) return urn;
  return { ...urn, segments: [place, '*', ...rest] };
}

/** Whether it names a project by an id, which after `withoutProject` is that of another workspace. */
export function namesProject({ segments: [place, project] }: Urn): boolean {
  return place === 'projects' && project !== undefined && project !== '*' && project !== '**';
}
