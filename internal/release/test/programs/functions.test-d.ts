import { UnkeyCore } from '@unkey/api/core.js';
import { apisCreateApi } from '@unkey/api/funcs/apisCreateApi.js';
import { apisGetApi } from '@unkey/api/funcs/apisGetApi.js';

const unkey = new UnkeyCore({
  serverURL: process.env['SERVER_URL'] ?? '',
  rootKey: process.env['UNKEY_ROOT_KEY'] ?? '',
});

const created = await apisCreateApi(unkey, { name: 'functions' });
if (!created.ok) throw created.error;
const { value } = created;
const found = await apisGetApi(unkey, { apiId: value.data.apiId });
console.log(found.ok && found.value.data.name);

const missing = await apisGetApi(unkey, { apiId: 'api_unknown' });
console.log(missing.ok, !missing.ok && missing.error.name);
