// What a link is called, and how it is.

/** `to` reads what `origin` writes. */
export const nameOf = (link) => `${link.origin} → ${link.to}`;

/** One word, which is also the class it is drawn with. */
export function conditionOf(link) {
  if (!link.known) return 'unknown';
  if (link.fault?.cut) return 'trouble';
  if (link.paused) return 'paused';
  if (link.trouble || link.state === 'BACKING_OFF' || link.state === 'HOLDING_CLOCK') return 'trouble';
  if (link.lagRecords > 0 || link.state !== 'STREAMING') return 'behind';
  return 'ok';
}

/** The same in words, with why. */
export function storyOf(link) {
  if (!link.known) return `${link.to} does not answer`;
  const words = [];
  if (link.fault?.cut) words.push('cut on purpose');
  if (link.fault?.delayMillis) words.push(`delayed by ${link.fault.delayMillis} ms on purpose`);
  if (link.paused) words.push('paused');
  if (link.throttle) words.push(`${link.throttle} records a second at most`);
  if (words.length === 0) words.push(link.state.toLowerCase().replace('_', ' '));
  if (link.trouble && !link.fault?.cut) words.push(link.trouble);
  return words.join(', ');
}
