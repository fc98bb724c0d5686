import { testThatExamplesCompile } from '@unlatch/testkit/readme-tests';

// What the examples do is tested in internal/release, because the service is started with this client.
testThatExamplesCompile({
  readme: new URL('../README.md', import.meta.url),
  count: 9,
  mistake: ['unkey.', 'unkey.no.'],
  // The types of the package are checked, too: there is no DOM here, and they must not need it.
  compilerOptions: { skipLibCheck: false },
});
