// Read your own writes in any region of Atoll, with the AWS SDK for JavaScript v3. Copy this file.
//
//   const session = new AtollSession();
//   session.join(ireland);        // clients: new DynamoDBClient({ endpoint: ... })
//   session.join(oregon);         // a document client takes part through the client it was made from
//
// Whatever one of these clients has written or read, the others see too, or are answered 503 (which
// the SDK tries again) as long as their region is behind. One object is one session: share it
// between the clients of one user's work, not between users.
const HEADER = 'x-atoll-session';

export class AtollSession {
  #tokens = [];

  // `token`: what `token()` said in another process.
  constructor(token = '') {
    if (token) this.#tokens = [token];
  }

  // What the session has seen, to be handed on; empty before the first answer.
  token() {
    return this.#tokens.join(',');
  }

  // From now on this client takes part.
  join(client) {
    client.middlewareStack.add((next) => (args) => this.#through(next, args), {
      step: 'deserialize', priority: 'low', name: 'atollSession', override: true,
    });
  }

  // Beside the socket, so that refusals count as well: they were given by what the region showed.
  async #through(next, args) {
    const sent = this.#tokens;
    if (sent.length) args.request.headers[HEADER] = sent.join(',');
    const result = await next(args);
    const token = result.response.headers[HEADER];
    if (token) {
      const kept = this.#tokens.filter((each) => !sent.includes(each) && each !== token);
      this.#tokens = [...kept, token];
    }
    return result;
  }
}
