using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Testing;

/// <summary>Keeps what the application logs, with the scopes that a provider may write beside it.</summary>
public sealed class LogSpy : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? _scopes;
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(_lines, categoryName, () => _scopes);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel Level, string Text)> lines, string category, Func<IExternalScopeProvider?> scopes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => scopes()?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var around = new List<object?>();
            scopes()?.ForEachScope((scope, all) => all.Add(scope), around);
            lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception} {string.Join(' ', around)}"));
        }
    }
}
