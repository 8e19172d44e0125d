/* The volumes of a bound edition, fetched when somebody needs them: from a server, from scripts beside the page (a file
   may not ask for a file, but may load a script), or out of the page itself. Never more than a few at once, each only
   once, and first what somebody is looking at. Gzip is unpacked by the browser. */
(function (root) {
  "use strict";

  const MOST = 6; // on their way at once
  const AGAIN = 400; // milliseconds after which a volume that failed is tried once more

  const arrivals = new Map();

  /* What a script beside the page calls: here is the volume. */
  function volume(name, packed) {
    const arrive = arrivals.get(name);
    if (arrive) arrive(packed);
  }

  const wait = (time) => new Promise((done) => setTimeout(done, time));

  function bytesOf(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text),
      bytes = new Uint8Array(letters.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
    return bytes;
  }

  async function unpacked(packed) {
    const stream = new Blob([bytesOf(packed.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }

  /* Whether something is not where it was, so that it will not come however often it is asked for. */
  const isGone = (status) => status === 404 || status === 410;

  // A browser notes some hundred addresses and no more; we want the last.
  performance.addEventListener("resourcetimingbufferfull", () => performance.clearResourceTimings());

  /* The same of a script: why it failed says only what the browser has noted; a file is there or it is not. */
  function isScriptGone(address) {
    if (address.startsWith("file:")) return true;
    return performance.getEntriesByName(address, "resource").some(({ responseStatus }) => isGone(responseStatus));
  }

  function byScript(address, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = () => {
        arrivals.delete(name);
        script.remove();
      };
      arrivals.set(name, (packed) => {
        end();
        resolve(unpacked(packed));
      });
      for (const type of ["load", "error"])
        script.addEventListener(type, () => {
          if (!arrivals.has(name)) return;
          end();
          reject(Object.assign(new Error("no such script"), { gone: isScriptGone(script.src) }));
        });
      script.src = `${address}${name}.js`;
      document.head.append(script);
    });
  }

  /* What many wait for, a server lets the next one ask for again. */
  async function byFetch(address, name) {
    const answer = await fetch(address + name);
    const later = answer.status === 202 ? Number(answer.headers.get("Retry-After")) : 0;
    if (later) return wait(1000 * later).then(() => byFetch(address, name));
    if (!answer.ok) {
      const { status } = answer;
      throw Object.assign(new Error(`the server answered ${status}`), { gone: isGone(status) });
    }
    return answer.arrayBuffer();
  }

  async function fromPage(address, name) {
    const element = document.querySelector(`script[data-volume="${CSS.escape(name)}"]`);
    if (!element) throw new Error("it is not in the page");
    return unpacked(element.textContent);
  }

  const WAYS = { script: byScript, fetch: byFetch, page: fromPage };

  class Volumes {
    /* way(address, name): a promise of the bytes; `how` names one of those above. */
    constructor({ base = "", how }, way = WAYS[how]) {
      Object.assign(this, { base, way, again: AGAIN, asked: new Map(), queue: [], flying: 0, closed: false });
    }

    /* The bytes of a volume. Those asked for urgently come first, of them the last first: it is what is looked at now. */
    bytes(name, urgent = true) {
      const known = this.asked.get(name);
      if (known) {
        if (urgent) this.hurry(name);
        return known.promise;
      }
      const asked = { name, urgent };
      asked.promise = new Promise((resolve, reject) => Object.assign(asked, { resolve, reject }));
      this.asked.set(name, asked);
      this.queue.push(asked);
      this.next();
      return asked.promise;
    }

    async json(name, urgent) {
      return JSON.parse(new TextDecoder().decode(await this.bytes(name, urgent)));
    }

    /* What waits for its turn is wanted now. */
    hurry(name) {
      const at = this.queue.findIndex((asked) => asked.name === name);
      if (at < 0) return;
      const [asked] = this.queue.splice(at, 1);
      this.queue.push(Object.assign(asked, { urgent: true }));
    }

    next() {
      while (this.flying < MOST && this.queue.length) {
        const last = this.queue.length - 1,
          at = this.queue[last].urgent ? last : Math.max(this.lastUrgent(), 0);
        const [asked] = this.queue.splice(at, 1);
        this.flying += 1;
        this.fetch(asked)
          .then(asked.resolve, asked.reject)
          .finally(() => {
            this.flying -= 1;
            this.next();
          });
      }
    }

    lastUrgent() {
      for (let at = this.queue.length - 1; at >= 0; at -= 1) if (this.queue[at].urgent) return at;
      return -1;
    }

    async fetch({ name }) {
      try {
        try {
          return await this.way(this.base, name);
        } catch (failed) {
          if (this.closed) throw failed;
          await wait(this.again);
          return await this.way(this.base, name);
        }
      } catch (failed) {
        const told = failed instanceof Error ? failed.message : String(failed);
        const gone = Boolean(failed && failed.gone);
        throw Object.assign(new Error(`volume ${name} cannot be read: ${told}`), { volume: name, gone });
      } finally {
        this.asked.delete(name); // Whoever asks again tries again.
      }
    }

    /* Nobody waits any longer. */
    close() {
      this.closed = true;
      for (const { name, reject } of this.queue.splice(0)) {
        this.asked.delete(name);
        reject(new Error(`volume ${name} is no longer wanted`));
      }
    }
  }

  /* The things that were used last, up to so many; each may weigh more than one. */
  class Shelf {
    constructor(most, weigh = () => 1, drop = () => {}) {
      Object.assign(this, { most, weigh, drop, weight: 0, things: new Map() });
    }

    has(key) {
      return this.things.has(key);
    }

    /* What is there, which by this has been used. */
    get(key) {
      const thing = this.things.get(key);
      if (thing === undefined) return undefined;
      this.things.delete(key);
      this.things.set(key, thing);
      return thing;
    }

    put(key, thing) {
      if (this.things.has(key)) this.remove(key);
      this.things.set(key, thing);
      this.weight += this.weigh(thing);
      for (const old of this.things.keys()) {
        if (this.weight <= this.most || old === key) break;
        this.remove(old);
      }
      return thing;
    }

    remove(key) {
      const thing = this.things.get(key);
      this.things.delete(key);
      this.weight -= this.weigh(thing);
      this.drop(thing, key);
    }
  }

  Object.assign(root.TreatyTimeline, { Volumes, Shelf, volume });
})(typeof globalThis === "undefined" ? window : globalThis);
