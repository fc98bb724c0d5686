/**
 * The layers of the service, lowest first: a layer may import itself and the layers before it.
 * Tests may import everything.
 */
const OPERATIONS = require('../packages/contract/operations.json');

const SERVICE = '^apps/api/src/';
const CONTRACT = '^packages/contract/src/';
/** Plain data without schemas, which pure rules may use too: codes of problems, and rights. */
const VOCABULARY = `${CONTRACT}(problems|rights)/`;
const LAYERS = ['lib', 'domain', 'store', 'analytics', 'engine', 'operations', 'rpc'];
const HOT_SLICES = OPERATIONS.filter(({ hot }) => hot).map(({ name }) => name.replace('.', '/'));
const TESTS = '[.]test[.]tsx?$';

const layerRules = LAYERS.map((layer, index) => {
  const above = [...LAYERS.slice(index + 1), 'http', 'process', 'metrics'].join('|');
  return {
    name: `${layer}-sees-lower-layers-only`,
    comment: `src/${layer} imports neither a higher layer nor the files that assemble the service.`,
    severity: 'error',
    from: { path: `${SERVICE}${layer}/`, pathNot: TESTS },
    to: { path: [`${SERVICE}(${above})/`, `${SERVICE}[^/]+$`] },
  };
});

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'domain-is-pure',
      comment: 'Rules import only rules. They get time, randomness, schemas and Node as arguments.',
      severity: 'error',
      from: { path: `${SERVICE}domain/`, pathNot: TESTS },
      to: { pathNot: [`${SERVICE}(domain|lib)/`, VOCABULARY] },
    },
    {
      name: 'contract-imports-typebox-only',
      comment: 'The contract is known without the service, and without starting anything.',
      severity: 'error',
      from: { path: CONTRACT, pathNot: TESTS },
      to: { pathNot: [CONTRACT, 'node_modules/@sinclair/typebox/'] },
    },
    {
      name: 'vocabulary-is-plain-data',
      severity: 'error',
      from: { path: VOCABULARY, pathNot: TESTS },
      to: { pathNot: VOCABULARY },
    },
    {
      name: 'definition-is-alone',
      comment: 'What a second operation promises too is a shape or a right of its own.',
      severity: 'error',
      from: { path: `${CONTRACT}operations/([^/]+/[^/]+)[.]ts$` },
      to: { path: `${CONTRACT}(operations|generated|documents)/` },
    },
    {
      name: 'contract-is-for-the-doors',
      comment: 'Below rpc and http, code knows plain domain types and the vocabulary, no schemas.',
      severity: 'error',
      from: {
        path: `${SERVICE}(domain|store|analytics|engine|operations|metrics)/`,
        pathNot: TESTS,
      },
      to: { path: CONTRACT, pathNot: VOCABULARY },
    },
    {
      name: 'lib-has-no-business-word',
      severity: 'error',
      from: { path: `${SERVICE}lib/`, pathNot: TESTS },
      to: { path: CONTRACT },
    },
    {
      name: 'http-sees-engine-and-what-an-rpc-is',
      comment: 'src/http uses the engine and below, and the type of an RPC, but no single RPC.',
      severity: 'error',
      from: { path: `${SERVICE}http/`, pathNot: TESTS },
      to: {
        path: [`${SERVICE}(operations|rpc|process|metrics)/`, `${SERVICE}[^/]+$`],
        pathNot: `${SERVICE}rpc/(rpc|visit)[.]ts$`,
      },
    },
    {
      name: 'cluster-serves-nothing',
      comment: 'The primary serves no requests, so it must not load the code that does.',
      severity: 'error',
      from: { path: `${SERVICE}process/cluster/`, pathNot: TESTS },
      to: {
        path: [
          `${SERVICE}(domain|operations|rpc|http|metrics)/`,
          `${SERVICE}process/(start-service|serve)[.]ts$`,
          `${SERVICE}main[.]ts$`,
        ],
      },
    },
    {
      name: 'primary-loads-no-requests',
      comment: 'Nor do the steps that the primary and the commands take.',
      severity: 'error',
      from: { path: `${SERVICE}process/(cluster|commands)/`, pathNot: TESTS },
      to: { path: `${SERVICE}(rpc|http|metrics)/`, reachable: true },
    },
    {
      name: 'metrics-only-read',
      comment: 'src/metrics reads the figures of the layers below, and imports no operation.',
      severity: 'error',
      from: { path: `${SERVICE}metrics/`, pathNot: TESTS },
      to: {
        path: [`${SERVICE}(operations|rpc|process)/`, `${SERVICE}[^/]+$`],
        pathNot: `${SERVICE}process/cluster/metrics-exchange[.]ts$`,
      },
    },
    {
      name: 'slice-is-alone',
      comment: 'Code that a second RPC needs moves to rpc/shared, operations or domain.',
      severity: 'error',
      from: { path: `${SERVICE}rpc/(?!shared/)([^/]+/[^/]+)/` },
      to: { path: `${SERVICE}rpc/(?!shared/)[^/]+/[^/]+/`, pathNot: `${SERVICE}rpc/$1/` },
    },
    {
      name: 'links-have-one-door',
      comment: 'The order of the row locks of links is kept in one place: operations/links.',
      severity: 'error',
      from: { path: SERVICE, pathNot: [`${SERVICE}operations/links/`, TESTS] },
      to: {
        path: [
          `${SERVICE}operations/links/(link-key|ensure-permissions|ensure-roles)[.]ts$`,
          `${SERVICE}store/permissions/(permission|role)-links[.]ts$`,
        ],
      },
    },
    {
      name: 'hot-slice-asks-the-engine',
      comment: 'The hot path reaches the database through a cache or a ledger, never directly.',
      severity: 'error',
      from: { path: `${SERVICE}rpc/(${HOT_SLICES.join('|')})/`, pathNot: TESTS },
      to: { path: `${SERVICE}(store|operations)/` },
    },
    {
      name: 'packages-never-use-apps',
      severity: 'error',
      from: { path: '^(packages|internal)/' },
      to: { path: ['^apps/', '^@unlatch/(service|dashboard)'] },
    },
    {
      name: 'dashboard-knows-contract-and-ui',
      comment: 'The web app calls the service over HTTP, like any client. It never imports it.',
      severity: 'error',
      from: { path: '^apps/dashboard/src/', pathNot: TESTS },
      to: {
        path: ['^(apps|packages|internal)/', '^@unlatch/'],
        pathNot: [
          '^apps/dashboard/',
          '^packages/(api|contract|ui)/',
          '^@unlatch/(api|contract|ui)(/|$)',
        ],
      },
    },
    {
      name: 'dashboard-takes-types-of-the-contract',
      comment: 'Its values are schemas, which are too large to load. Plain data may be taken.',
      severity: 'error',
      from: { path: '^apps/dashboard/src/', pathNot: TESTS },
      to: { path: CONTRACT, pathNot: VOCABULARY, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ui-knows-no-app',
      severity: 'error',
      from: { path: '^packages/ui/src/', pathNot: TESTS },
      to: { path: ['^(apps|internal)/', '^packages/(?!ui/)', '^@unlatch/'] },
    },
    {
      name: 'ui-is-the-place-of-component-libraries',
      comment: 'Another library is then one package to change.',
      severity: 'error',
      from: { pathNot: ['^packages/ui/', '/node_modules/'] },
      to: { path: ['node_modules/@base-ui/', 'node_modules/uplot/'] },
    },
    {
      name: 'slice-of-pages-is-alone',
      comment: 'What a second slice needs moves to the app, to lib or to packages/ui.',
      severity: 'error',
      from: { path: '^apps/dashboard/src/features/([^/]+)/' },
      to: { path: '^apps/dashboard/src/features/', pathNot: '^apps/dashboard/src/features/$1/' },
    },
    {
      name: 'service-knows-no-react',
      severity: 'error',
      from: { path: SERVICE },
      to: { path: ['^packages/ui/', '^apps/dashboard/', 'node_modules/(react|react-dom)/'] },
    },
    {
      name: 'adapters-use-the-client-only',
      severity: 'error',
      from: { path: '^packages/(express|fastify|hono|nextjs|ratelimit)/src/', pathNot: TESTS },
      to: {
        path: ['^(packages|internal)/', '^@unlatch/'],
        pathNot: ['^packages/(api|$1)/', '^@unlatch/api(/|$)'],
      },
    },
    {
      name: 'base-packages-use-no-other',
      severity: 'error',
      from: {
        path: '^(packages/(api|cache|contract)|internal/(analytics-engine|embedded-postgres))/src/',
        pathNot: TESTS,
      },
      to: { path: ['^(packages|internal)/', '^@unlatch/'], pathNot: '^$1/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: '^(apps|packages|internal)/[^/]+/src/', pathNot: TESTS },
      to: { path: [TESTS, '^apps/[^/]+/(test|bench)/', '^(packages|internal)/[^/]+/test/'] },
    },
    {
      name: 'no-cycles',
      comment:
        'Type imports count too: files with a cycle of types cannot be understood one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: [TESTS, '[.]config[.]ts$', '[.]d[.]ts$', '/public/'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
