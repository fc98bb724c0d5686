import { defineConfig } from 'vitest/config';

export default defineConfig({ define: { PACKAGE_VERSION: '"0.0.0-test"' } });
