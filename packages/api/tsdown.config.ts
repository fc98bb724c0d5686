import { defineConfig } from 'tsdown';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    core: 'src/core.ts',
    funcs: 'src/generated/functions.ts',
    guard: 'src/guard/index.ts',
    'lib/http': 'src/lib/http.ts',
    'models/components': 'src/models/components.ts',
    'models/errors': 'src/models/errors.ts',
    undici: 'src/undici.ts',
  },
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
  define: { PACKAGE_VERSION: JSON.stringify(manifest.version) },
});
