// AbortSignal.timeout is too new for the phones that people have.

/** Does what takes an AbortSignal, which says after so many milliseconds that it was too long. */
export async function within(milliseconds, ask) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  try {
    return await ask(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}
