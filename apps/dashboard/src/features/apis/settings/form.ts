import type { Api } from '../../../rpc/answers.js';
import type { RequestOf } from '../../../rpc/call.js';

/** The settings of an API while they are being written. */
export interface SettingsForm {
  readonly name: string;
  readonly defaultPrefix: string;
  readonly defaultByteLength: number | undefined;
  /** One address or range in each line. */
  readonly ipAllowList: string;
  readonly storesRecoverableKeys: boolean;
}

export function settingsOf(api: Api): SettingsForm {
  return {
    name: api.name,
    defaultPrefix: api.defaultPrefix ?? '',
    defaultByteLength: api.defaultByteLength,
    ipAllowList: (api.ipAllowList ?? []).join('\n'),
    storesRecoverableKeys: api.storesRecoverableKeys,
  };
}

/** Only what was changed: two people who edit different fields do not undo one another. */
export function changesOf(api: Api, form: SettingsForm): RequestOf<'apis.updateApi'> {
  const before = settingsOf(api);
  const changed = <Value>(field: keyof SettingsForm, value: Value) =>
    before[field] === form[field] ? undefined : value;
  return {
    apiId: api.id,
    name: changed('name', form.name.trim()),
    defaultPrefix: changed('defaultPrefix', form.defaultPrefix.trim() || null),
    defaultByteLength: changed('defaultByteLength', form.defaultByteLength ?? null),
    ipAllowList: changed('ipAllowList', linesOf(form.ipAllowList)),
    storesRecoverableKeys: changed('storesRecoverableKeys', form.storesRecoverableKeys),
  };
}

export function isChanged(api: Api, form: SettingsForm): boolean {
  const { apiId: _, ...fields } = changesOf(api, form);
  return Object.values(fields).some((value) => value !== undefined);
}

function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((line) => line !== '');
}
