import { readFile } from 'node:fs/promises';
import { WASI } from 'node:wasi';

/** The functions that the compiled server asks of its host, as its src/wasi/host.h declares them. */
export interface ValkeyHost {
  socket(): number;
  listen(descriptor: number): number;
  accept(): number;
  read(descriptor: number, at: number, length: number): number;
  write(descriptor: number, at: number, length: number): number;
  close(descriptor: number): void;
  poll(interest: number, count: number, fired: number, max: number): number;
}

// Node's types leave WebAssembly to the browser's: this is what we use of it.
const { instantiate, Tag } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
interface WebAssemblyApi {
  instantiate: (bytes: Uint8Array, imports: object) => Promise<{ instance: { exports: object } }>;
  Tag: new (type: { parameters: string[] }) => object;
}

interface ValkeyExports {
  memory: { buffer: ArrayBuffer };
  rk_boot(port: number): number;
  rk_step(): number;
}

/** Valkey as it comes compiled: its memory, and one pass of its loop at a time. */
export class ValkeyModule {
  #exports!: ValkeyExports;
  #bytes = Buffer.alloc(0);
  #integers = new Int32Array(0);

  /**
   * Compiles and boots the server. Its loop is not running: see `step`.
   *
   * @param log gets what the server writes to its standard output and error
   */
  static async boot(
    wasmPath: string,
    host: ValkeyHost,
    log: (bytes: Uint8Array) => void,
  ): Promise<ValkeyModule> {
    const valkey = new ValkeyModule();
    const wasi = new WASI({ version: 'preview1', args: ['valkey-server'], env: {}, preopens: {} });
    const standard = wasi.wasiImport as Record<string, (...args: number[]) => number>;
    const { instance } = await instantiate(await readFile(wasmPath), {
      wasi_snapshot_preview1: { ...standard, fd_write: valkey.#write(standard['fd_write'], log) },
      host,
      env: { __c_longjmp: new Tag({ parameters: ['i32'] }) }, // Lua's errors are thrown with it
    });
    valkey.#exports = instance.exports as ValkeyExports;
    wasi.initialize(instance);
    valkey.#exports.rk_boot(6_379); // only a number to it: the host decides where to listen
    return valkey;
  }

  /** One pass of Valkey's loop. Throws a symbol when Valkey exits, an error when it crashes. */
  step(): void {
    this.#exports.rk_step();
  }

  /** The module's memory. It moves when it grows: ask again for every use. */
  bytes(): Buffer {
    const { buffer } = this.#exports.memory;
    if (this.#bytes.buffer !== buffer) {
      this.#bytes = Buffer.from(buffer);
      this.#integers = new Int32Array(buffer);
    }
    return this.#bytes;
  }

  /** The same memory as 32-bit integers: index = address / 4. */
  integers(): Int32Array {
    this.bytes();
    return this.#integers;
  }

  // Its standard output would be ours, and it writes a page at every start.
  #write(original: (...args: number[]) => number, log: (bytes: Uint8Array) => void) {
    return (descriptor: number, parts: number, count: number, written: number): number => {
      if (descriptor > 2) return original(descriptor, parts, count, written);
      const memory = this.bytes();
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = memory.readUInt32LE(parts + i * 8);
        const length = memory.readUInt32LE(parts + i * 8 + 4);
        log(memory.subarray(at, at + length));
        total += length;
      }
      memory.writeUInt32LE(total, written);
      return 0;
    };
  }
}
