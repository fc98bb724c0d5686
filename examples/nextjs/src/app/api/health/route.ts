/** Anyone may ask whether the app is up. */
export function GET() {
  return Response.json({ ok: true });
}
