using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SearchService.Engine.Storage;

/// <summary>
/// Files in one folder, which is made if need be. Locks are the operating system's, so that a process that dies frees its own;
/// the holder's process id stands in a file beside the lock, for messages only.
/// </summary>
public sealed class FileStorage(string folder) : IStorage
{
    // What the runtime reports for a file that somebody else holds: EAGAIN of Linux and of macOS, ERROR_SHARING_VIOLATION.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    public string Folder { get; } = Make(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path))];

    public IStorageOutput Create(string name)
    {
        // Never in the place of what is there: somebody may have it mapped, and would read the new contents, or behind their end.
        File.Delete(At(name));
        return new Output(File.OpenHandle(At(name), FileMode.CreateNew, FileAccess.Write, FileShare.Read));
    }

    public IStorageFile Open(string name) => new MappedContents(At(name));

    public void Delete(string name) => File.Delete(At(name));

    public void Rename(string from, string to) => File.Move(At(from), At(to), overwrite: true);

    public void SyncNames() => FolderSync.Flush(Folder);

    public IDisposable Lock(string name)
    {
        string holderPath = At(name + ".holder");
        try
        {
            FileStream held = new(At(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WriteHolder(holderPath);
            return new HeldLock(held, holderPath);
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new IndexLockedException(name, ReadHolder(holderPath));
        }
    }

    /// <summary>A folder that is made here outlasts a loss of power only after the one that it stands in was synced, as a file does.</summary>
    private static string Make(string folder)
    {
        List<string> changed = [];
        for (
            string made = folder;
            !Directory.Exists(made) && Path.GetDirectoryName(made) is string parent;
            made = parent
        )
        {
            changed.Add(parent);
        }

        Directory.CreateDirectory(folder);
        changed.ForEach(FolderSync.Flush);
        return folder;
    }

    private string At(string name) => Path.Combine(Folder, name);

    private static void WriteHolder(string path)
    {
        try
        {
            File.WriteAllText(path, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // A full disk: the lock is held all the same, only its refusal will not say by whom.
        }
    }

    private static int? ReadHolder(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                ? id
                : null;
        }
        catch (IOException)
        {
            // The holder is just starting or just leaving; the message does without it.
            return null;
        }
    }

    private sealed class Output(SafeFileHandle handle) : IStorageOutput
    {
        private long _length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(handle, bytes, _length);
            _length += bytes.Length;
        }

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }

    /// <summary>
    /// A file mapped for reading. The files of an index are written once and never cut short, so that what was mapped stays there,
    /// also after the name is deleted.
    /// </summary>
    private sealed unsafe class MappedContents : IStorageFile
    {
        private readonly MemoryMappedFile? _map;
        private readonly MemoryMappedViewAccessor? _view;
        private int _disposed;

        public MappedContents(string path)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            Length = file.Length;
            if (Length == 0)
            {
                return;
            }

            _map = MemoryMappedFile.CreateFromFile(
                file,
                null,
                0,
                MemoryMappedFileAccess.Read,
                HandleInheritability.None,
                leaveOpen: true
            );
            try
            {
                _view = _map.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
                byte* address = null;
                _view.SafeMemoryMappedViewHandle.AcquirePointer(ref address);
                Address = (nint)(address + _view.PointerOffset);
            }
            catch
            {
                _view?.Dispose();
                _map.Dispose();
                throw;
            }
        }

        public long Length { get; }

        public nint Address { get; }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0 && _view is not null)
            {
                _view.SafeMemoryMappedViewHandle.ReleasePointer();
                _view.Dispose();
                _map?.Dispose();
            }
        }
    }

    private sealed class HeldLock(FileStream held, string holderPath) : IDisposable
    {
        public void Dispose()
        {
            File.Delete(holderPath);
            held.Dispose();
        }
    }

    /// <summary>
    /// fsync on a folder, which makes a renaming durable on POSIX systems and which the class library does not offer. Windows
    /// writes names through its journal and has no such call.
    /// </summary>
    private static class FolderSync
    {
        public static void Flush(string folder)
        {
            if (OperatingSystem.IsWindows())
            {
                return;
            }

            int descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
            if (descriptor < 0)
            {
                throw Failure(folder);
            }

            try
            {
                if (Fsync(descriptor) != 0)
                {
                    throw Failure(folder);
                }
            }
            finally
            {
                _ = Close(descriptor);
            }
        }

        private static IOException Failure(string folder) =>
            new($"The names in {folder} cannot be made durable: {Marshal.GetLastPInvokeErrorMessage()}");

        [DllImport("libc", EntryPoint = "open", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Open(byte[] path, int flags);

        [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Fsync(int descriptor);

        [DllImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Close(int descriptor);
    }
}
