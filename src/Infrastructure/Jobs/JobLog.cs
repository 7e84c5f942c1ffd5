using Hangfire.Logging;
using Microsoft.Extensions.Logging;
using LogLevel = Hangfire.Logging.LogLevel;

namespace AgentBrain.Infrastructure.Jobs;

/// <summary>
/// What the library says of its own work, in the application's log. The library keeps one log for the whole process: where another host has
/// replaced it and is gone, what is said is lost, and nothing else.
/// </summary>
internal sealed class JobLog(ILoggerFactory loggers) : ILogProvider
{
    public ILog GetLogger(string name) => new Lines(loggers, name);

    private sealed class Lines(ILoggerFactory loggers, string name) : ILog
    {
        private ILogger? _logger;

        public bool Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception)
        {
            var level = logLevel switch
            {
                LogLevel.Trace => Microsoft.Extensions.Logging.LogLevel.Trace,
                LogLevel.Debug => Microsoft.Extensions.Logging.LogLevel.Debug,
                LogLevel.Info => Microsoft.Extensions.Logging.LogLevel.Information,
                LogLevel.Warn => Microsoft.Extensions.Logging.LogLevel.Warning,
                LogLevel.Error => Microsoft.Extensions.Logging.LogLevel.Error,
                _ => Microsoft.Extensions.Logging.LogLevel.Critical,
            };
            try
            {
                _logger ??= loggers.CreateLogger(name);
                // Asked without a message, it says whether it would be written.
                if (!_logger.IsEnabled(level))
                    return false;
                if (messageFunc is not null)
                    _logger.Log(level, exception, "{Message}", messageFunc());
                return true;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }
}
