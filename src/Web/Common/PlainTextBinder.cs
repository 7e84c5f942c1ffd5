using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace AgentBrain.Web.Common;

/// <summary>Takes from what forms and addresses say what is no character and what no database stores: nobody types it, and it would break queries.</summary>
public sealed class PlainTextBinder(IModelBinder inner) : IModelBinder
{
    private static readonly char[] Unstorable = ['\0', '\uFFFE', '\uFFFF'];

    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        await inner.BindModelAsync(bindingContext);
        if (bindingContext.Result.Model is string text)
            bindingContext.Result = ModelBindingResult.Success(Plain(text));
    }

    /// <summary>A text without what cannot be stored.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Plain(string? text) => text.AsSpan().ContainsAny(Unstorable) ? string.Concat(text!.Split(Unstorable)) : text;

    /// <summary>Binds texts alone.</summary>
    public sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.ModelType == typeof(string) && context.BindingInfo.BindingSource != BindingSource.Body && context.BindingInfo.BindingSource != BindingSource.Header
            ? new PlainTextBinder(new SimpleTypeModelBinder(typeof(string), context.Services.GetRequiredService<ILoggerFactory>()))
            : null;
    }
}
