using System.Globalization;

/// <summary>
/// Runs inside the measured application (DOTNET_STARTUP_HOOKS) and tells its memory to this program, which sees the whole process from outside but
/// not what of it is the heap.
/// </summary>
internal static class StartupHook
{
    public const string FileVariable = "AGENTBRAIN_LOAD_HEAP";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is not { } file)
            return;
        new Thread(() =>
        {
            while (true)
            {
                var heap = GC.GetGCMemoryInfo(GCKind.Any);
                File.WriteAllText(file + ".new", string.Create(CultureInfo.InvariantCulture, $"{heap.HeapSizeBytes} {heap.TotalCommittedBytes} {GC.CollectionCount(2)}"));
                File.Move(file + ".new", file, overwrite: true);
                Thread.Sleep(TimeSpan.FromSeconds(1));
            }
        })
        { IsBackground = true }.Start();
    }
}
