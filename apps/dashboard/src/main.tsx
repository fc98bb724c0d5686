import './app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { reloadOnceOnMissingFile } from './app/missing-file.js';
import { Preferences } from './app/preferences.js';
import { createAppRouter } from './app/router.js';
import { whenLoggedOut } from './rpc/call.js';
import { createQueryClient } from './rpc/query-client.js';

reloadOnceOnMissingFile();
const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

// A session may end under any page. What was read with it must not stay on the screen.
whenLoggedOut(() => {
  const { href } = router.state.location;
  queryClient.clear();
  void router.navigate({ to: '/login', search: { next: href } });
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the app.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Preferences>
        <RouterProvider router={router} />
      </Preferences>
    </QueryClientProvider>
  </StrictMode>,
);
