import type { World } from '../world.ts';

/** The answer to a mint, with the status and without the fields that a fault says. */
export function mintAnswer(world: World, fields: Record<string, unknown>, status: number): Response {
  const { mintOmits, mintStatus } = world.behaviour.maasApi;
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => !mintOmits.includes(name)));
  return Response.json(kept, { status: mintStatus ?? status });
}
