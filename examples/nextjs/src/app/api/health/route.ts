/** The health check needs no key. */
export function GET() {
  return Response.json({ ok: true });
}
