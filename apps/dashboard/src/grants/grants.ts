import { ACTIONS } from '@unlatch/contract/rights/actions';
import { mayDo } from '../app/may.js';
import {
  ACTION_WORDS,
  GRANT_WORDS,
  type GrantType,
  ROOT_KEY_WORDS,
  type RootKeyAction,
} from '../strings/grants.js';

/*
 * Permissions of root keys and of roles of members, in words. Each is a text on the wire: a tuple such as
 * `api.*.verify_key`, or a URN. What this list does not know is kept as it is, and shown as its text.
 */

export interface Choosable {
  readonly section: GrantType | 'rootKeys';
  /** Completes "It can". */
  readonly words: string;
  /** Of a tuple or of a URN on root keys. */
  readonly action: string;
  /** Whether it can be given on a single API or namespace. */
  readonly isScoped: boolean;
}

const SCOPED: readonly string[] = ['api', 'ratelimit'];

/** In the order in which people look for them. */
const TYPES: readonly GrantType[] = [
  'api',
  'ratelimit',
  'identity',
  'rbac',
  'migration',
  'audit_log',
  'workspace',
  'team',
  'project',
];
/** What says where a new thing goes cannot be on one that exists. */
const NEVER_SCOPED: readonly string[] = ['create_api', 'create_namespace'];

const ROOT_KEY_ACTIONS: readonly RootKeyAction[] = ['read', 'write', 'delete'];

export const CHOOSABLE: readonly Choosable[] = [
  ...TYPES.flatMap((type) =>
    ACTIONS[type].map((action) => ({
      section: type,
      words: wordsOf(type, action) ?? action,
      action,
      isScoped: SCOPED.includes(type) && !NEVER_SCOPED.includes(action),
    })),
  ),
  ...ROOT_KEY_ACTIONS.map((action) => ({
    section: 'rootKeys' as const,
    words: ROOT_KEY_WORDS[action],
    action,
    isScoped: false,
  })),
];

/** `*`: on all things of the kind. */
export type Scope = string;

export function grantOf(one: Choosable, { workspaceId, scope }: GrantPlace): string {
  if (one.section === 'rootKeys') return `unkey:v1:${workspaceId}:rootKeys/*#${one.action}`;
  return `${one.section}.${one.isScoped ? scope : '*'}.${one.action}`;
}

interface GrantPlace {
  readonly workspaceId: string;
  readonly scope: Scope;
}

/** Whether a person with these grants may give that one. The service has the last word. */
export function mayGive(held: readonly string[], one: Choosable, scope: Scope): boolean {
  if (one.section === 'rootKeys') {
    return held.some((grant) => grant.endsWith(`:rootKeys/*#${one.action}`) || isWhole(grant));
  }
  return mayDo(held, `${one.section}.${one.action}`, one.isScoped && scope !== '*' ? scope : '*')
    .allowed;
}

function isWhole(grant: string): boolean {
  return grant.endsWith(':**#*');
}

export interface SaidGrant {
  readonly grant: string;
  readonly words: string;
  /** The id that it is on. `undefined`: all, or the kind has none. */
  readonly on: string | undefined;
}

const ROOT_KEY_URN = /^unkey:v1:[^:]+:rootKeys\/\*#(read|write|delete)$/;

/** What a permission lets its holder do. A permission without words is its own text. */
export function sayGrant(grant: string): SaidGrant {
  const [type = '', id = '', action = '', ...rest] = grant.split('.');
  const words = rest.length === 0 && isType(type) ? wordsOf(type, action) : undefined;
  if (words !== undefined) return { grant, words, on: id === '*' ? undefined : id };
  if (isWhole(grant)) return { grant, words: GRANT_WORDS.everything, on: undefined };
  const rootKeyAction = ROOT_KEY_URN.exec(grant)?.[1];
  const known = ROOT_KEY_ACTIONS.find((one) => one === rootKeyAction);
  return { grant, words: known === undefined ? grant : ROOT_KEY_WORDS[known], on: undefined };
}

export interface GrantGroup {
  readonly title: string;
  readonly grants: readonly SaidGrant[];
}

/** By the kind of thing, in the order of the picker. */
export function groupGrants(grants: readonly string[]): GrantGroup[] {
  const sections = [...TYPES, 'rootKeys'] as const;
  const groups = sections.map((section) => ({
    title: GRANT_WORDS.types[section],
    grants: grants.filter((grant) => sectionOf(grant) === section).map(sayGrant),
  }));
  const others = grants.filter((grant) => sectionOf(grant) === undefined).map(sayGrant);
  const other = { title: GRANT_WORDS.other, grants: others };
  return [...groups, other].filter((group) => group.grants.length > 0);
}

function sectionOf(grant: string): GrantType | 'rootKeys' | undefined {
  if (ROOT_KEY_URN.test(grant)) return 'rootKeys';
  const { words } = sayGrant(grant);
  const [type = ''] = grant.split('.');
  return words !== grant && isType(type) ? type : undefined;
}

export type PresetName = 'verify' | 'keys' | 'read' | 'all' | 'none';

const KEY_ACTIONS = [
  'read_api',
  'create_key',
  'read_key',
  'update_key',
  'delete_key',
  'verify_key',
];

/** A start for a root key. It never has what the person may not give. */
export function presetGrants(
  preset: PresetName,
  { workspaceId, held }: { readonly workspaceId: string; readonly held: readonly string[] },
): string[] {
  const chosen = CHOOSABLE.filter((one) => {
    if (preset === 'none') return false;
    if (preset === 'all') return true;
    if (preset === 'verify') return one.section === 'api' && one.action === 'verify_key';
    if (preset === 'keys') return one.section === 'api' && KEY_ACTIONS.includes(one.action);
    return /^(read|list_)/.test(one.action);
  });
  return chosen
    .filter((one) => mayGive(held, one, '*'))
    .map((one) => grantOf(one, { workspaceId, scope: '*' }));
}

function isType(text: string): text is GrantType {
  return Object.hasOwn(ACTIONS, text);
}

function wordsOf(type: GrantType, action: string): string | undefined {
  const words: Readonly<Record<string, string>> = ACTION_WORDS[type];
  return Object.hasOwn(words, action) ? words[action] : undefined;
}
