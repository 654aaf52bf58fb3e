/** Whatever changes the lab, one after the other, whoever asks: a request, a console, a BMC or a PDU. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs the change when those before it are done, whether they succeeded or not. */
  run<T>(change: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(change);
    this.#last = mine.catch(() => {});
    return mine;
  }
}
