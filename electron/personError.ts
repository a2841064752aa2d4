// An error whose message is written for the person at the screen. Everything else that goes
// wrong is logged with its detail and shown in general terms.

export class PersonError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PersonError';
  }
}
