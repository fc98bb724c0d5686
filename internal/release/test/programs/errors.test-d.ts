import { Unkey } from '@unkey/api';
import * as errors from '@unkey/api/models/errors';

const unkey = new Unkey({
  serverURL: process.env['SERVER_URL'] ?? '',
  rootKey: process.env['UNKEY_ROOT_KEY'] ?? '',
});

async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    console.log('done');
  } catch (error) {
    if (!(error instanceof errors.UnkeyError)) {
      console.log(error instanceof errors.ConnectionError ? 'unreachable' : error);
      return;
    }
    const kind = error.statusCode >= 500 ? 'failed' : 'refused';
    console.log(
      kind,
      error.statusCode,
      JSON.parse(error.body).error.status,
      error.headers.has('date'),
    );
    if (error instanceof errors.BadRequestErrorResponse) {
      const { meta, error: details } = error.data$;
      console.log(
        typeof meta.requestId,
        details.errors.map(({ location }) => location),
      );
    }
    if (error instanceof errors.NotFoundErrorResponse) {
      console.log(error.error.type.split('/').slice(-2), error.error.detail.length > 0);
    }
  }
}

await attempt(() => unkey.apis.getApi({ apiId: 'api_unknown' }));
await attempt(() => unkey.keys.verifyKey({ key: 'k', permissions: 'a and' }));
await attempt(() =>
  new Unkey({ serverURL: process.env['SERVER_URL'] ?? '', rootKey: 'no' }).apis.getApi({
    apiId: 'api_unknown',
  }),
);
