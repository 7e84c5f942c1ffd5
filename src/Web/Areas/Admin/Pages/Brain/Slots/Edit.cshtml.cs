using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Slots;

[Permit(Permission.ReadBrain)]
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueCountLimit = MostFields, ValueLengthLimit = MostBytes)]
public sealed class EditModel(IMediator mediator) : SlotPageModel(mediator);
