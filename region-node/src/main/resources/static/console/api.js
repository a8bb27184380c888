// The admin ports of all regions, through the one that served this page.

const LOOK_LIMIT_MILLIS = 3_000;
const ACT_LIMIT_MILLIS = 30_000;

function base(region) {
  return region.self ? 'api/v1' : `api/v1/regions/${region.region}`;
}

async function answered(response) {
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  throw new Error(body?.detail ?? `the region answers ${response.status}`);
}

/** Whom this region knows, itself first. */
export async function regions() {
  return answered(await fetch('api/v1/regions', { signal: AbortSignal.timeout(LOOK_LIMIT_MILLIS) }));
}

/** Reads from a region; throws what it says, or that it says nothing. */
export async function look(region, path) {
  return answered(await fetch(`${base(region)}/${path}`, { signal: AbortSignal.timeout(LOOK_LIMIT_MILLIS) }));
}

/** Changes something in a region; throws what it says, or that it says nothing. */
export async function act(region, method, path, body) {
  return answered(await fetch(`${base(region)}/${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(ACT_LIMIT_MILLIS),
  }));
}
