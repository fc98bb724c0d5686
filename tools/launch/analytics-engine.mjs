import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './workspace.mjs';

/**
 * Installs the engine of analytics beside the service, unless it is there or is not wanted. It is
 * large, and the service does without until it is there. `stop` ends the installation.
 */
export function installEngineBeside(env) {
  const cancelled = new AbortController();
  const isUnwanted = env.ANALYTICS === 'off' || Boolean(env.CLICKHOUSE_URL);
  const done = isUnwanted ? Promise.resolve() : install(env, cancelled.signal);
  return {
    done,
    async stop() {
      cancelled.abort(new Error('The launcher stops.'));
      await done;
    },
  };
}

/** Never rejects: the service runs without the engine. */
async function install(env, signal) {
  try {
    const { defaultEngineDirectory, DOWNLOAD_MEGABYTES, installEngine } = await loadPackage();
    const directory = env.ANALYTICS_ENGINE_DIR || defaultEngineDirectory(env);
    const lines = {
      downloading: `Installing the analytics engine beside the service, once: ${DOWNLOAD_MEGABYTES} MB to ${directory}`,
      waiting_for_other: 'Waiting for another start that installs the analytics engine.',
      installed: 'The analytics engine is installed. The service starts it within seconds.',
    };
    const onProgress = (step) => console.log(lines[step]);
    const found = await installEngine({ directory, signal, onProgress });
    if (!found.available) console.log(found.message);
  } catch (error) {
    if (signal.aborted) return;
    const [firstLine] = String(error.message).split('\n');
    console.log(`${firstLine}\n${WITHOUT_ENGINE}`);
  }
}

const WITHOUT_ENGINE =
  'The service runs without it; the next start tries again. ANALYTICS=off makes it stop trying.';

/** Built with the service, so it can be loaded only now. */
function loadPackage() {
  const file = path.join(root, 'internal/analytics-engine/dist/index.js');
  return import(pathToFileURL(file).href);
}
