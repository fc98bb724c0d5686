import { withUnkeyPages } from '@unlatch/nextjs';

// biome-ignore lint/style/noDefaultExport: this is how Next finds the handlers in pages/api.
export default withUnkeyPages(
  (req, res) => {
    const { identity } = req.unkey.data;
    res.json({ customer: identity?.externalId ?? null, invoices: [] });
  },
  { permissions: 'orders.read' },
);
